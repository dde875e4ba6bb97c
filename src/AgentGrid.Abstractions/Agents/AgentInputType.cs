namespace AgentGrid.Agents;

/// <summary>How an input is asked for and checked.</summary>
public enum AgentInputType
{
    /// <summary>One line of text.</summary>
    Text,

    /// <summary>Several lines of text.</summary>
    LongText,

    /// <summary>A decimal number.</summary>
    Number,

    /// <summary>true or false.</summary>
    Boolean,

    /// <summary>An ISO 8601 date.</summary>
    Date,
}
