using AgentGrid.Sessions;

namespace AgentGrid.Core.Sessions.Grounding;

/// <summary>A numbered source as a prompt shows it.</summary>
/// <param name="Citation">What a mark of its number cites: the passage that was found, exactly.</param>
/// <param name="Text">That passage with what stands around it, without what another source already shows.</param>
internal sealed record PromptSource(Citation Citation, string Text);
