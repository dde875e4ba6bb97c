using System.Diagnostics.CodeAnalysis;

namespace AgentGrid;

/// <summary>Either a value or an expected <see cref="AgentGrid.Failure"/>.</summary>
/// <typeparam name="T">The value's type.</typeparam>
[GenerateSerializer, Immutable, Alias("outcome`1")]
public readonly record struct Outcome<T>
{
    private Outcome(T? value, Failure? failure)
    {
        Value = value;
        Failure = failure;
    }

    /// <summary>The value; meaningful only when <see cref="Succeeded"/>.</summary>
    [Id(0)]
    public T? Value { get; init; }

    /// <summary>The failure, or null.</summary>
    [Id(1)]
    public Failure? Failure { get; init; }

    /// <summary>Whether there is a value.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Failure))]
    public bool Succeeded => Failure is null;

    /// <summary>Takes the value or the failure apart.</summary>
    public bool TryGet([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out Failure? failure)
    {
        value = Value;
        failure = Failure;
        return Succeeded;
    }

    /// <summary>A successful outcome.</summary>
    [SuppressMessage("Usage", "CA2225", Justification = "Outcomes are made by returning a value or a failure.")]
    public static implicit operator Outcome<T>(T value) => new(value, null);

    /// <summary>A failed outcome.</summary>
    [SuppressMessage("Usage", "CA2225", Justification = "Outcomes are made by returning a value or a failure.")]
    public static implicit operator Outcome<T>(Failure failure) => new(default, failure);
}
