using System.Reflection;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Orleans;

/// <summary>A call as filters see it.</summary>
public interface IGrainCallContext
{
    /// <summary>The request: method and arguments.</summary>
    IInvokable Request { get; }

    /// <summary>The grain instance.</summary>
    object Grain { get; }

    /// <summary>The method of the interface that was called.</summary>
    MethodInfo InterfaceMethod { get; }

    /// <summary>The full name of the interface.</summary>
    string InterfaceName { get; }

    /// <summary>The name of the method.</summary>
    string MethodName { get; }

    /// <summary>The grain called.</summary>
    GrainId TargetId { get; }

    /// <summary>The grain that calls; null when the caller is not a grain.</summary>
    GrainId? SourceId { get; }

    /// <summary>The result; null before the call and for methods without one. A filter may replace it.</summary>
    object? Result { get; set; }

    /// <summary>Runs the rest of the chain and then the method. Throws what the method throws.</summary>
    Task Invoke();
}
