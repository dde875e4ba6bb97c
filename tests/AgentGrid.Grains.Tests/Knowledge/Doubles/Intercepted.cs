using System.Reflection;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.DependencyInjection;

namespace AgentGrid.Grains.Tests.Knowledge.Doubles;

/// <summary>A registered part with something before each of its calls, which may throw.</summary>
public class Intercepted : DispatchProxy
{
    private object _inner = null!;
    private Action<string> _before = null!;

    /// <param name="before">Gets the name of the method that is called.</param>
    internal static void Use<T>(IServiceCollection services, Action<string> before)
        where T : class
    {
        var registered = services.Last(service => service.ServiceType == typeof(T));
        services.Remove(registered);
        services.AddSingleton(provider =>
        {
            var part = Create<T, Intercepted>();
            ((Intercepted)(object)part)._inner = registered.ImplementationFactory!(provider);
            ((Intercepted)(object)part)._before = before;
            return part;
        });
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        _before(targetMethod!.Name);
        try
        {
            return targetMethod.Invoke(_inner, args);
        }
        catch (TargetInvocationException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerException!);
            throw;
        }
    }
}
