import { startFirefox } from './firefox.ts'
import { playScenes } from './play-scenes.ts'

playScenes('firefox', startFirefox)
