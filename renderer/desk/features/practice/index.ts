export { PracticeMenu } from './practice-menu'
export { startPractice, practiceScenarios } from './start-practice'
