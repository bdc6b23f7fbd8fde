export { PracticeMenu, startPractice, practiceScenarios } from './practice-menu'
