/** Of a parameter's name. @see https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html */
export const PARAMETER_NAME = { mostCharacters: 1011, mostLevels: 15, reserved: /^\/?(aws|ssm)/i } as const;
