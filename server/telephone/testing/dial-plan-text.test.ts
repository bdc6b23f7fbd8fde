import { expect, test } from 'vitest'
import { readDialPlan } from './dial-plan'
import { evaluate, replaceAll, separate } from './dial-plan-text'

const asked = {
  variable: (name: string) => ({ reply: '{"ring":["8001"]}', tries: '1', key: 'tries' })[name] ?? '',
  function: async (name: string, written: string) => `${name}<${written}>`,
}

test.each([
  ['"ANSWER" = "ANSWER"', '1'],
  ['"" != ""', '0'],
  ['01 + 1', '2'],
  ['1 & 2 < 3', '1'],
  ['1 & 3 < 3', '0'],
  ['0 | 1 & 1', '1'],
  ['9 < 10', '1'],
  ['"a" < "b"', '1'],
])('$[%s] is %s', (expression, value) => {
  expect(evaluate(expression)).toBe(value)
})

test.each(['"{"ring":["8001"]}" = ""', '= ""', '1 = ', '"a', '1 2', 'a + 1'])('$[%s] is refused', (expression) => {
  expect(() => evaluate(expression)).toThrow()
})

test('arguments end at commas, not in brackets, quotation marks or behind a backslash', () => {
  expect(separate('a,b(c,d),"e,f",\\,', ',')).toEqual(['a', 'b(c,d)', 'e,f', ','])
  expect(separate('0-9\\x2c,["1","2"]', ',', 2, 'raw')).toEqual(['0-9\\x2c', '["1","2"]'])
  expect(separate('', ',')).toEqual([''])
})

test('inner expressions are replaced first', async () => {
  expect(await replaceAll('x ${F(${reply},${G(1)})} $[0${tries} + 1]', asked)).toBe('x F<{"ring":["8001"]},G<1>> 2')
  await expect(replaceAll('${key:1}', asked)).rejects.toThrow('not known here')
  await expect(replaceAll('${key', asked)).rejects.toThrow('not closed')
})

test('a line that is no step is named as an editor counts it', () => {
  const page = (line: string): string => ['# Title', '```ini', '[hotline]', line, '```'].join('\n')
  expect(readDialPlan(page('exten => 1,1,Answer() ; picks up')).steps.get('hotline,1')).toEqual([
    { line: 4, label: null, application: 'Answer', written: '' },
  ])
  for (const line of ['same => n,Answer()', 'exten => 1,2,Answer()', 'exten => 1,1,Answer', 'include => other'])
    expect(() => readDialPlan(page(line))).toThrow('line 4')
  expect(() => readDialPlan('no plan')).toThrow('no block')
})
