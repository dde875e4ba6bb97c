using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Routing;

/// <summary>Replaces images of a prompt by words, for a model that reads none.</summary>
internal static class ImageNotes
{
    private const string Note = "[An image that this model cannot read.]";

    /// <summary>The prompt as <paramref name="model"/> can read it. The offline provider looks at text only, and needs no words.</summary>
    public static IEnumerable<ChatMessage> For(ResolvedModel model, IEnumerable<ChatMessage> messages) =>
        model.Provider.Type == ProviderTypes.Offline || ModelSenses.ReadsImages(model) ? messages : Without(messages);

    private static IEnumerable<ChatMessage> Without(IEnumerable<ChatMessage> messages) =>
        messages.Select(message => message.Contents.Any(IsImage)
            ? new ChatMessage(message.Role, [.. message.Contents.Select(content => IsImage(content) ? new TextContent(Note) : content)])
            : message);

    private static bool IsImage(AIContent content) => content is DataContent or UriContent;
}
