namespace Orleans.Embedded.Tests.Conformance.Grains;

/// <summary>Doubles every int result, refuses a method by name, and notes what it saw in the request context.</summary>
public sealed class DoublingFilter : IIncomingGrainCallFilter
{
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        if (context.InterfaceMethod.Name == nameof(IFilteredGrain.RefusedAsync))
        {
            throw new UnauthorizedAccessException("refused by the filter");
        }

        RequestContext.Set("filter", $"{context.ImplementationMethod.DeclaringType!.Name}.{context.MethodName}({context.Request.GetArgumentCount()})");
        await context.Invoke();
        if (context is { Grain: IFilteredGrain, Result: int number })
        {
            context.Result = number * 2;
        }
    }
}
