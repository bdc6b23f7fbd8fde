import { z } from 'zod'

const text = z.string().min(1).optional().catch(undefined)

/** Settings from the environment; an empty variable counts as unset. */
const environmentSchema = z.object({
  /** The server's address; overrides the settings. */
  HOTLINE_SERVER: z.url({ protocol: /^https?$/ }).optional(),
  /** The folder of everything this desk keeps; tests and second consoles use one of their own. */
  HOTLINE_USER_DATA: text,
  /** The passphrase, where nobody is there to type it. */
  HOTLINE_PASSPHRASE: text,
  /** The embedded server's port; any free one by default. */
  HOTLINE_SERVER_PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  /** The embedded server's telephone token; a new one at each start by default. */
  HOTLINE_CTI_TOKEN: z
    .string()
    .regex(/^[\w-]{1,200}$/)
    .optional(),
  /** Development only: where to save a picture of the window once the console works. */
  HOTLINE_SCREENSHOT: text,
  HOTLINE_SCREENSHOT_EXIT: text,
  /** Development only: loads the page again when it was built again. */
  HOTLINE_DEV: text,
})
export type Environment = z.infer<typeof environmentSchema>

/** @returns the settings from outside, or one sentence about what is wrong with them. */
export const readEnvironment = (
  variables: Record<string, string | undefined>,
): { ok: true; value: Environment } | { ok: false; sentence: string } => {
  const given = Object.fromEntries(
    Object.entries(variables).filter(([name, value]) => name.startsWith('HOTLINE_') && value !== ''),
  )
  const parsed = environmentSchema.safeParse(given)
  if (parsed.success) return { ok: true, value: parsed.data }
  const name = String(parsed.error.issues[0]?.path[0])
  const wanted =
    name === 'HOTLINE_SERVER'
      ? 'an address such as https://hotline.example.com'
      : name === 'HOTLINE_SERVER_PORT'
        ? 'a port from 0 to 65535'
        : 'letters, digits, - and _ only'
  return { ok: false, sentence: `${name} must be ${wanted}.` }
}
