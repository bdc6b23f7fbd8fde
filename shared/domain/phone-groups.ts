/** The groups of a number of China as it is dialled here: 138, 0013 and 8000; null of any other. */
const groupsOf = (number: string): string[] | null => {
  const digits = number.startsWith('+86') ? number.slice(3) : number
  const mobile = /^(1[3-9]\d)(\d{4})(\d{4})$/.exec(digits)
  if (mobile !== null) return mobile.slice(1)
  const service = /^([48]00)(\d{3})(\d{4})$/.exec(digits)
  if (service !== null) return service.slice(1)
  const isWhole = number !== digits
  const town = (isWhole ? /^(10|2\d|[3-9]\d\d)(\d{3,4})(\d{4})$/ : /^0(10|2\d|[3-9]\d\d)(\d{3,4})(\d{4})$/).exec(digits)
  if (town !== null) return [`0${town[1] ?? ''}`, ...town.slice(2)]
  return isWhole ? [digits] : null
}

/** As it is written and read out here: 138 0013 8000, 010 6243 6838. What is not of China stays as it stands. */
export const readablePhoneNumber = (number: string): string => groupsOf(number)?.join(' ') ?? number

/** As it is dialled here: 13800138000, 01062436838. */
export const dialledPhoneNumber = (number: string): string => groupsOf(number)?.join('') ?? number
