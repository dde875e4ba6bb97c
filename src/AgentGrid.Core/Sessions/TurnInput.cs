using System.Collections.Immutable;
using AgentGrid.Agents;
using AgentGrid.Core.Llm.Metering;
using AgentGrid.Core.Llm.Tools;
using AgentGrid.Core.Sessions.Grounding;
using AgentGrid.Sessions;

namespace AgentGrid.Core.Sessions;

/// <summary>Everything a turn needs to answer one message.</summary>
public sealed record TurnInput
{
    public required string SessionId { get; init; }

    public required string TurnId { get; init; }

    /// <summary>The id that the answer's message will have.</summary>
    public required string MessageId { get; init; }

    public required string UserId { get; init; }

    public required PinnedAgent Agent { get; init; }

    /// <summary>
    /// The session's earlier messages, oldest first, without <see cref="Message"/>. Enough is everything from the newest
    /// <see cref="MessageRole.Summary"/> on; older ones are ignored.
    /// </summary>
    public required IReadOnlyList<SessionMessage> History { get; init; }

    /// <summary>Whether an answer among <see cref="History"/> cited sources; what it cited need not be there.</summary>
    public bool HasCited { get; init; }

    /// <summary>The user's message. When an interrupted answer is continued: the message it answered.</summary>
    public required string Message { get; init; }

    /// <summary>Images that came with <see cref="Message"/>.</summary>
    public ImmutableArray<Attachment> Attachments { get; init; } = [];

    /// <summary>Bytes of images of the message and of the history, by attachment id. An image that is not here is only mentioned.</summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Images { get; init; } =
        ImmutableDictionary<string, ReadOnlyMemory<byte>>.Empty;

    /// <summary>Values of the agent's inputs, by id.</summary>
    public ImmutableDictionary<string, string> Inputs { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The interrupted answer to go on with; null for a new one.</summary>
    public string? ContinueFrom { get; init; }

    /// <summary>Searches the agent's files, best first. Null when there is nothing to search.</summary>
    public RetrievePassages? Retrieve { get; init; }

    /// <summary>The tools there are; the turn uses only those that the agent's config names.</summary>
    public IReadOnlyList<IAgentTool> Tools { get; init; } = [];

    /// <summary>Takes in the turn's provider calls while it runs.</summary>
    public UsageCollector Usage { get; init; } = new();

    /// <summary>When the message was accepted, as a timestamp of the pipeline's clock: times are measured from here.</summary>
    public required long AcceptedAt { get; init; }
}
