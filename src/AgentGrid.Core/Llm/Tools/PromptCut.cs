namespace AgentGrid.Core.Llm.Tools;

/// <summary>What a prompt was made shorter by.</summary>
internal enum PromptCut
{
    /// <summary>Messages from before the one that is answered.</summary>
    Earlier,

    /// <summary>Parts of what tools were asked and brought.</summary>
    Tools,
}
