// Explains from Electron's last output why it opened no window, and what helps.

/**
 * @typedef {object} Cause
 * @property {RegExp} sign
 * @property {(env: Record<string, string | undefined>) => string} cure
 */

/** @param {Record<string, string | undefined>} env */
const displayOf = (env) =>
  ['DISPLAY', 'WAYLAND_DISPLAY']
    .filter((name) => env[name])
    .map((name) => `${name}=${env[name] ?? ''}`)
    .join(', ') || 'no DISPLAY'

/** The first that matches is the cause; consequences of another cause come after it. @type {Cause[]} */
const causes = [
  {
    sign: /Authorization required|Invalid MIT-MAGIC-COOKIE|No protocol specified/,
    cure: (env) =>
      `The display (${displayOf(env)}) does not let this user in. Run npm start as the user who is logged in there, or set XAUTHORITY to that user's file.`,
  },
  {
    sign: /Missing X server|platform failed to initialize|cannot open display|Failed to connect to Wayland/i,
    cure: (env) =>
      `No display answers (${displayOf(env)}). Log in on a desktop and start it there, or correct the variable. Without it (env -u DISPLAY -u WAYLAND_DISPLAY npm start) the console runs on a virtual display and saves a picture.`,
  },
  {
    sign: /Running as root without --no-sandbox/,
    cure: () => 'Chromium does not run as root with its sandbox. Run npm start as an ordinary user.',
  },
  {
    sign: /SUID sandbox helper|chrome-sandbox/,
    cure: () =>
      'Chromium finds no sandbox that this user may use. Either allow user namespaces (sudo sysctl -w kernel.unprivileged_userns_clone=1; on Ubuntu 24.04 and later sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0), or give the file chrome-sandbox that is named above to root with mode 4755 (sudo chown root, sudo chmod 4755).',
  },
  {
    sign: /No usable sandbox|Failed to move to new namespace|user namespaces? (is|are) not/i,
    cure: () =>
      'Chromium finds no sandbox that this user may use. Allow user namespaces: sudo sysctl -w kernel.unprivileged_userns_clone=1; on Ubuntu 24.04 and later sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0.',
  },
  {
    sign: /error while loading shared libraries: (\S+)/,
    cure: () => 'A library of the system is missing. npm run setup says which packages to install.',
  },
  {
    sign: /\/dev\/shm|shared memory/i,
    cure: () => 'There is no room for shared memory. In a container give it more, as with docker run --shm-size=1g.',
  },
  {
    sign: /spawn .*EACCES/,
    cure: () => 'Electron may not be run here. Check who owns its folder, and that the disk is not mounted noexec.',
  },
]

/** More lines than Electron prints at its end, fewer than fill a screen. */
const keptLines = 20

/**
 * Keeps Chromium's last lines of output, which are only shown after a failure.
 */
export const createLastLines = () => {
  /** @type {string[]} */
  let lines = []
  return {
    /** @param {string} line */
    add: (line) => {
      lines = [...lines, line].slice(-keptLines)
    },
    read: () => lines,
  }
}

/**
 * @param {readonly string[]} lines what Electron said last
 * @param {Record<string, string | undefined>} env with which it was started
 * @returns {string} the relevant lines and the remedy, where one is known; '' without output
 */
export const whyNoWindow = (lines, env) => {
  const cause = causes.find(({ sign }) => lines.some((line) => sign.test(line)))
  const weighty = lines.filter((line) => cause?.sign.test(line) || /FATAL|ERROR/.test(line))
  const shown = weighty.slice(-5).map((line) => `    ${line.trim()}`)
  return [...shown, ...(cause === undefined ? [] : [cause.cure(env)])].join('\n')
}
