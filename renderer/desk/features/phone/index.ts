export { PhoneOf } from './phone-of'
export { ProtectedPhone } from './protected-phone'
