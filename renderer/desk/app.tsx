export const App = () => <main />
