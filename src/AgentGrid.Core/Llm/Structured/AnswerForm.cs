namespace AgentGrid.Core.Llm.Structured;

/// <summary>How a model is held to a schema, from the best way to the last.</summary>
internal enum AnswerForm
{
    /// <summary>Its provider is given the schema.</summary>
    Schema,

    /// <summary>Its provider has it write JSON, and the model is told the schema.</summary>
    Json,

    /// <summary>The model is told the schema.</summary>
    Words,
}
