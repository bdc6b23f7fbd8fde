import { v5 } from 'uuid'

const demoNamespace = '0d3a7c52-6f0f-4f6e-9a36-3b2f1f7f9d01'

/** The id of a demo document: the same name gives the same id on every machine. */
export const demoId = (...name: (string | number)[]): string => v5(name.join('/'), demoNamespace)
