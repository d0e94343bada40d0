import { answerOrders } from '../threads/answer-orders.ts'
import { typeset } from './typeset.ts'

/* The thread that sets papers: a print of fifty slips takes half a second, in which the server must answer others. */
answerOrders(typeset)
