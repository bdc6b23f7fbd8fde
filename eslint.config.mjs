import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

/** The homes of dangerous packages: the folders that may import them, and nobody else. */
const homes = {
  'socket.io-client': ['main/core/sync', 'renderer/customer/session/remote-link.ts'],
  '@signalapp/sqlcipher': 'main/core/replica/driver.ts',
  'electron-store': 'main/settings',
  pg: 'server',
  kysely: 'server',
  fastify: 'server',
}
/** What comes from Electron by these names reaches the other side of the wall unchecked. */
const rawIpc = {
  name: 'electron',
  importNames: ['ipcMain', 'ipcRenderer', 'webContents', 'MessageChannelMain'],
  message: 'Raw IPC is banned: add a call or an event to shared/ipc/contract.ts; main/ipc/gate.ts carries it.',
}
/** A window gives its page out too, without an import. */
const rawSend = {
  selector:
    "MemberExpression[property.name=/^(send|sendToFrame|postMessage|ipc)$/][object.property.name='webContents']",
  message: 'Raw IPC is banned: add an event to shared/ipc/contract.ts and let main/ipc/gate.ts carry it.',
}
/** What belongs to a person goes with them; a store that is not emptied would show it to the next one. */
const bareStore = {
  name: 'zustand/vanilla',
  importNames: ['createStore'],
  message: 'A store of a feature belongs to the person who is signed in: createPersonStore of bridge/person-store.',
}
/** These say how the program, its window or the connection stands, whoever is signed in. */
const storesOfTheProgram = ['session', 'settings', 'vault', 'sync/status-store.ts'].map(
  (home) => `renderer/desk/features/${home}${home.endsWith('.ts') ? '' : '/**'}`,
)
/**
 * @param {string | null} except the home whose package may be imported there
 * @param {object[]} more what else is banned there
 */
const banned = (except, ...more) => [
  'error',
  {
    paths: [
      ...more,
      ...(except === 'raw IPC' ? [] : [rawIpc]),
      ...Object.entries(homes)
        .filter(([, home]) => ![home].flat().includes(except))
        .map(([name, home]) => ({ name, message: `${name} lives in ${[home].flat().join(' and ')} only.` })),
    ],
  },
]

/** Every file is read with the types of its own folder's tsconfig.json. */
const typed = {
  extends: [...tseslint.configs.strictTypeChecked],
  languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
}
const spelled = { allowNumber: true, allowAny: false, allowBoolean: false, allowNullish: false, allowRegExp: false }
/** What differs from `strictTypeChecked`, in the program and in its scripts. */
const typedRules = {
  // A rule that folds events says for each of them that it changes nothing; `default` is for those of a newer server.
  '@typescript-eslint/switch-exhaustiveness-check': 'error',
  // `() => send()` and `return close()` in a function without a result hide nothing.
  '@typescript-eslint/no-confusing-void-expression': [
    'error',
    { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
  ],
  // A number has one spelling; everything else that is not text says how it is written.
  '@typescript-eslint/restrict-template-expressions': ['error', spelled],
  // Spreading a text counts characters instead of halves of them, which is what a limit on a name means.
  '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
  // A contract asks for promises, and `async` turns what is thrown into a rejection even where nothing is awaited.
  '@typescript-eslint/require-await': 'off',
  // A row of SQL and a new id have the type that the caller names.
  '@typescript-eslint/no-unnecessary-type-parameters': 'off',
  // The only enums are ambient ones of packages, which `verbatimModuleSyntax` cannot import: their numbers are written.
  '@typescript-eslint/no-unsafe-enum-assignment': 'off',
  eqeqeq: 'error',
  'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
}
const namedExports = { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' }

export default tseslint.config(
  { ignores: ['node_modules/', 'out/', 'release/', '**/*.d.ts'] },
  // Prettier breaks code and leaves comments; a string that cannot break may be longer.
  {
    files: ['**/*.{ts,tsx,mjs,cjs}'],
    rules: {
      'max-len': [
        'error',
        { code: 120, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreRegExpLiterals: true, ignoreUrls: true },
      ],
    },
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,tsx}'],
    ...typed,
    rules: {
      ...typedRules,
      '@typescript-eslint/consistent-type-definitions': ['error', 'type'],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-restricted-imports': banned(null),
      'no-restricted-syntax': [
        'error',
        rawSend,
        namedExports,
        { selector: 'TSEnumDeclaration', message: 'No enums: a union of words.' },
      ],
      'no-console': 'error',
    },
  },
  // Plain JavaScript; its JSDoc types are checked by the tsconfig.json of the root.
  {
    files: ['scripts/**/*.mjs'],
    ...typed,
    rules: {
      ...typedRules,
      'no-restricted-syntax': ['error', namedExports],
      // What `JSON.parse` answers, and a promise without a JSDoc of its own, is `any` here.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { ...spelled, allowAny: true }],
    },
  },
  { files: ['main/core/sync/**'], rules: { 'no-restricted-imports': banned('main/core/sync') } },
  {
    files: ['renderer/customer/session/remote-link.ts'],
    rules: { 'no-restricted-imports': banned('renderer/customer/session/remote-link.ts') },
  },
  { files: ['main/core/replica/driver.ts'], rules: { 'no-restricted-imports': banned('main/core/replica/driver.ts') } },
  { files: ['main/settings/**'], rules: { 'no-restricted-imports': banned('main/settings') } },
  { files: ['server/**'], rules: { 'no-restricted-imports': banned('server') } },
  { files: ['main/ipc/gate.ts', 'main/preload.ts'], rules: { 'no-restricted-imports': banned('raw IPC') } },
  {
    files: ['renderer/desk/features/**'],
    ignores: storesOfTheProgram,
    rules: { 'no-restricted-imports': banned(null, bareStore) },
  },
  {
    files: ['renderer/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: { ...reactHooks.configs.recommended.rules },
  },
  // Programs that talk to a terminal, and tests of real sockets that stand in for foreign consoles.
  {
    files: ['tools/**', 'bench/**', 'soak/**', 'crash/**', 'server/cli.ts', 'e2e/*-reporter.ts', 'e2e/launches.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['**/*.test.{ts,tsx}', '**/testing/**/*.ts', '{e2e,bench,soak,crash}/**/*.ts'],
    rules: {
      'no-restricted-imports': 'off',
      'max-lines': ['error', { max: 500 }],
      '@typescript-eslint/no-non-null-assertion': 'off',
      // Vitest's `expect.stringContaining()` and its like are `any`.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      // A random walk hands each step to the part that knows it.
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  { files: ['*.config.{ts,js}', '**/*.config.{ts,js}', 'e2e/*-reporter.ts'], rules: { 'no-restricted-syntax': 'off' } },
)
