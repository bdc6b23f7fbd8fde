export { startVault, vaultStore } from './vault-store'
export { VaultScreen } from './vault-screen'
