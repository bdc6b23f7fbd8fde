import { expect, test } from 'vitest'
import { createLastLines, whyNoWindow } from './why-no-window.mjs'

const at = (rest: string): string => `[4203:1130/221708.710322:${rest}`

test.each<[string, string[], string]>([
  [
    'a display that does not answer',
    [
      at('ERROR:ozone_platform_x11.cc(245)] Missing X server or $DISPLAY'),
      at('ERROR:env.cc(258)] The platform failed to initialize.  Exiting.'),
    ],
    'No display answers (DISPLAY=:77).',
  ],
  [
    'a display of somebody else',
    [
      'Authorization required, but no authorization protocol specified',
      at('ERROR:x.cc(1)] Missing X server or $DISPLAY'),
    ],
    'does not let this user in',
  ],
  [
    'a sandbox helper that is not root’s',
    [
      at(
        'FATAL:setuid_sandbox_host.cc(163)] The SUID sandbox helper binary was found, but is not configured correctly. You need to make sure that /x/chrome-sandbox is owned by root and has mode 4755.',
      ),
    ],
    'mode 4755',
  ],
  [
    'no user namespaces',
    [at('FATAL:zygote_host_impl_linux.cc(128)] No usable sandbox! Update your kernel')],
    'Allow user namespaces',
  ],
  [
    'root',
    ['[1130/221709.462811:FATAL:electron_main_delegate.cc(287)] Running as root without --no-sandbox'],
    'ordinary user',
  ],
  ['a disk that runs nothing', ['ERROR: spawn /x/electron EACCES'], 'noexec'],
  [
    'a missing library',
    ['electron: error while loading shared libraries: libgtk-3.so.0: cannot open'],
    'npm run setup',
  ],
])('%s is said with its cure', (_, lines, cure) => {
  const sentence = whyNoWindow(lines, { DISPLAY: ':77' })
  expect(sentence).toContain(cure)
  expect(sentence).toContain(lines[0]?.trim())
})

test('unknown output is shown as it is', () => {
  expect(whyNoWindow([at('FATAL:new.cc(1)] Something new')], {})).toBe(`    ${at('FATAL:new.cc(1)] Something new')}`)
  expect(whyNoWindow(['a line'], {})).toBe('')
})

test('only the last lines are kept', () => {
  const lines = createLastLines()
  for (let number = 1; number <= 100; number += 1) lines.add(String(number))
  expect(lines.read()).toHaveLength(20)
  expect(lines.read().at(-1)).toBe('100')
})
