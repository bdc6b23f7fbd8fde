/** `status`: the HTTP status of an answer that fails with it; 400 where none is given. */
export type ErrorRow = { zh: string; en: string; status?: number }
