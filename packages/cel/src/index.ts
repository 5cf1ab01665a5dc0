export { CelError, type CelErrorCode } from './error.ts';
export { defaultCostLimit } from './cost.ts';
export { Cel, CelProgram, type CelVariables, type CompileOptions } from './program.ts';
export { type CelValue, toCel, toCelTyped } from './value.ts';
export {
  compileHealthCheck,
  type HealthCheck,
  type HealthCheckExpressions,
} from './health-check.ts';
export { compileReadyExpression, type ReadyExpression } from './ready-expression.ts';
export { type RuleFailure, type RuleReason, ValidationRule } from './rules/rule.ts';
export { type RuleProblem, type RuleViolation, SchemaRules } from './rules/schema-rules.ts';
