using Microsoft.Extensions.AI;

namespace AgentGrid.Testing.Llm;

/// <summary>Answers that tests need often.</summary>
public static class Scripts
{
    /// <summary>The pieces as text, then a normal end.</summary>
    public static ChatScript Text(params string[] pieces) => _ => TextAsync(pieces);

    /// <summary>Fails before the first piece.</summary>
    public static ChatScript Fail(Exception exception) => _ => ThrowAsync([], exception);

    /// <summary>The pieces, then a failure.</summary>
    public static ChatScript TextThenFail(Exception exception, params string[] pieces) => _ => ThrowAsync(pieces, exception);

    /// <summary>The pieces, then silence until cancelled.</summary>
    public static ChatScript TextThenHang(params string[] pieces) => cancellationToken => HangAsync(pieces, cancellationToken);

    /// <summary>One round of tool calls.</summary>
    public static ChatScript Tools(params FunctionCallContent[] calls) => _ => ToolsAsync(calls);

    public static ChatResponseUpdate End(ChatFinishReason reason) => new() { Role = ChatRole.Assistant, FinishReason = reason };

    private static async IAsyncEnumerable<ChatResponseUpdate> TextAsync(string[] pieces)
    {
        foreach (var piece in pieces)
        {
            await Task.Yield();
            yield return new ChatResponseUpdate(ChatRole.Assistant, piece);
        }

        yield return End(ChatFinishReason.Stop);
    }

    private static async IAsyncEnumerable<ChatResponseUpdate> ThrowAsync(string[] pieces, Exception exception)
    {
        foreach (var piece in pieces)
        {
            await Task.Yield();
            yield return new ChatResponseUpdate(ChatRole.Assistant, piece);
        }

        throw exception;
    }

    private static async IAsyncEnumerable<ChatResponseUpdate> HangAsync(
        string[] pieces, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var piece in pieces)
        {
            await Task.Yield();
            yield return new ChatResponseUpdate(ChatRole.Assistant, piece);
        }

        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
    }

    private static async IAsyncEnumerable<ChatResponseUpdate> ToolsAsync(FunctionCallContent[] calls)
    {
        await Task.Yield();
        yield return new ChatResponseUpdate(ChatRole.Assistant, [.. calls]);
        yield return End(ChatFinishReason.ToolCalls);
    }
}
