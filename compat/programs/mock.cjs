const kaleyra = require('@kaleyra-reactions/mock')
const { exerciseMock } = require('./exercise-mock.cjs')

exerciseMock(kaleyra).then(console.log)
