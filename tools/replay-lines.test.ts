import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { callIdIn, readRecording, WrongRecording } from './replay-lines'

const samples = readFileSync(join(import.meta.dirname, '../server/telephone/cti/bridge-samples.jsonl'), 'utf8')

test('every line of a real bridge’s recording is read, with its call', () => {
  const lines = readRecording(samples)
  expect(lines).toHaveLength(14)
  expect(lines[1]).toMatchObject({ afterMs: 986, contentType: null })
  expect(new Set(lines.map(callIdIn))).toHaveLength(5)
})

test('the call id is found in JSON, forms and multipart bodies', () => {
  const of = (body: string): string | null => callIdIn({ body, afterMs: 0 })
  expect(of('{"callId":17}')).toBe('17')
  expect(of('event=hangup&call_id=a.1')).toBe('a.1')
  expect(of('--x\r\ncontent-disposition: form-data; name="callId"\r\n\r\nb-2\r\n--x--')).toBe('b-2')
  expect(of('nothing')).toBeNull()
})

test('a wrong line is named', () => {
  expect(() => readRecording('{"body":"a=1"}\n\n{"afterMs":1}')).toThrow(
    new WrongRecording('line 3: body; wanted is {"body", "contentType"?, "afterMs"?}'),
  )
  expect(() => readRecording('{"body":')).toThrow(/line 1: no JSON/)
})
