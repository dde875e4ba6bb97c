using System.Reflection;
using Orleans.Embedded.Invocation;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Orleans.Embedded.Runtime;

/// <summary>One call on its way through the filters.</summary>
internal sealed class FilteredCall : IIncomingGrainCallContext
{
    private readonly GrainRequest _request;
    private readonly Activation _activation;
    private readonly IIncomingGrainCallFilter[] _filters;
    private int _stage;

    private FilteredCall(GrainRequest request, Activation activation, IIncomingGrainCallFilter[] filters)
    {
        _request = request;
        _activation = activation;
        _filters = filters;
    }

    public IInvokable Request => _request;

    public object Grain => _activation.GrainInstance!;

    public MethodInfo InterfaceMethod => _request.GetMethod();

    public MethodInfo ImplementationMethod => _activation.Kind.ImplementationOf(_request.Method.Method);

    public string InterfaceName => _request.GetInterfaceName();

    public string MethodName => _request.GetMethodName();

    public GrainId TargetId => _activation.GrainId;

    public GrainId? SourceId => _request.SourceId;

    public IGrainContext TargetContext => _activation;

    public object? Result
    {
        get => _request.BoxedResult;
        set => _request.BoxedResult = value;
    }

    /// <summary>Runs filters and method. True when all is done.</summary>
    public static bool Start(GrainRequest request, Activation activation, IIncomingGrainCallFilter[] filters) =>
        request.StartFiltered(new FilteredCall(request, activation, filters).Invoke());

    public async Task Invoke()
    {
        var stage = _stage++;
        if (stage < _filters.Length)
        {
            await _filters[stage].Invoke(this);
        }
        else
        {
            await _request.StartForFilters(Grain);
        }
    }
}
