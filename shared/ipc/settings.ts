import { z } from 'zod'

/** The console's own settings (electron-store). Widths are the person's own and remembered, in percent of the desk. */
export const settingsSchema = z.object({
  language: z.enum(['zh-CN', 'en']),
  theme: z.enum(['system', 'light', 'dark']),
  density: z.enum(['comfortable', 'compact']),
  server: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('embedded') }),
    z.object({ kind: z.literal('remote'), address: z.url({ protocol: /^https?$/ }) }),
  ]),
  layout: z.object({ list: z.number().min(10).max(60), knowledge: z.number().min(10).max(60) }),
  /** How long a telephone number stays in sight once it is shown. */
  phoneShownSeconds: z.number().int().min(5).max(600),
  /** Whether the system says what waits for the person; a ringing call is always said. */
  isNotified: z.boolean(),
  lastLogin: z.string().max(100),
})
export type Settings = z.infer<typeof settingsSchema>

export const settingsChangeSchema = settingsSchema.partial()
export type SettingsChange = z.infer<typeof settingsChangeSchema>
