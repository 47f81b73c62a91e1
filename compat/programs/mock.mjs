import * as kaleyra from '@kaleyra-reactions/mock'
import { exerciseMock } from './exercise-mock.cjs'

console.log(await exerciseMock(kaleyra))
