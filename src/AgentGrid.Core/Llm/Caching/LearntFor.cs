using System.Diagnostics.CodeAnalysis;

namespace AgentGrid.Core.Llm.Caching;

/// <summary>
/// What the refusals of a provider have taught of its models. It holds for an hour from then on, so that a server that has learnt
/// better is found out, or until the provider is changed. Thread-safe.
/// </summary>
internal sealed class LearntFor<T>(TimeProvider clock)
{
    private const int MaxModels = 200;
    private static readonly TimeSpan Memory = TimeSpan.FromHours(1);

    private readonly BoundedCache<string, (T What, DateTimeOffset Until)> _known = new(MaxModels);

    public bool TryGet(string? model, [MaybeNullWhen(false)] out T what)
    {
        var isKnown = _known.TryGet(model ?? "", out var known) && known.Until > clock.GetUtcNow();
        what = known.What;
        return isKnown;
    }

    public void Learn(string? model, T what) => _known.Set(model ?? "", (what, clock.GetUtcNow() + Memory));
}
