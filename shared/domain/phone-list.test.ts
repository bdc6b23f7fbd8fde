import { expect, test } from 'vitest'
import { readPhoneList } from './phone-list'

const two = ['+8613800138000', '+861062436838']
test.each([
  '13800138000,010-62436838',
  '13800138000，010-62436838',
  '１３８００１３８０００、（０１０）６２４３６８３８',
  '13800138000；+86 10 6243 6838',
  '13800138000 01062436838',
  '138 0013 8000\n010 6243 6838 转 801',
  '"Wang" <13800138000>；李 01062436838',
  'tel:13800138000 ; sip:01062436838@pbx, 13800138000',
])('%j are two numbers', (text) => {
  expect(readPhoneList(text)).toEqual({ ok: true, numbers: two })
})

test('extensions and local numbers may stand in it', () => {
  expect(readPhoneList('801、802')).toEqual({ ok: true, numbers: ['801', '802'] })
  expect(readPhoneList('8001 8002')).toEqual({ ok: true, numbers: ['8001', '8002'] })
  expect(readPhoneList('95588 13800138000')).toEqual({ ok: true, numbers: ['95588', '+8613800138000'] })
  expect(readPhoneList('62436838', { areaCode: '010' })).toEqual({ ok: true, numbers: ['+861062436838'] })
  expect(readPhoneList('')).toEqual({ ok: true, numbers: [] })
})

test.each([
  ['13800138000,anonymous', 'anonymous'],
  ['13800138000，王先生', '王先生'],
  ['1380O138000', '1380O138000'],
  ['13800138000 12 13900139000', '13800138000 12 13900139000'],
  ['138001380001', '138001380001'],
  ['6243683O', '6243683O'],
  ['13800138000b', '13800138000b'],
  ['1380013x8000', '1380013x8000'],
  ['010-62436838;12', '12'],
  ['13800138000 138001390009', '138001390009'],
])('of %j the entry %j is no number', (text, entry) => {
  expect(readPhoneList(text)).toEqual({ ok: false, entry })
})
