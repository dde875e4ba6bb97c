using System.Reflection;

namespace Orleans.Serialization.Invocation;

/// <summary>A request: a method and its arguments.</summary>
public interface IInvokable
{
    /// <summary>The grain instance; null before the request reached it.</summary>
    object? GetTarget();

    /// <summary>How many arguments there are, a trailing cancellation token not counted.</summary>
    int GetArgumentCount();

    /// <summary>The argument at this position.</summary>
    object? GetArgument(int index);

    /// <summary>Replaces the argument at this position.</summary>
    void SetArgument(int index, object value);

    /// <summary>The name of the method.</summary>
    string GetMethodName();

    /// <summary>The full name of the interface.</summary>
    string GetInterfaceName();

    /// <summary>The method of the interface.</summary>
    MethodInfo GetMethod();

    /// <summary>The interface.</summary>
    Type GetInterfaceType();

    /// <summary>The token the method receives, if it takes one.</summary>
    CancellationToken GetCancellationToken() => default;
}
