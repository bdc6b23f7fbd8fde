export { PracticeMenu } from './practice-menu'
export { practise, practiceScenarios } from './practise'
