using Orleans.Embedded.Enumeration;
using Orleans.Embedded.Runtime;
using Orleans.Runtime;

namespace Orleans.Embedded.Invocation;

/// <summary>Base of generated references.</summary>
public abstract class GrainProxy : GrainReference
{
    private readonly InterfaceBinding _binding;
    private readonly GrainKind _kind;
    private readonly string _key;
    private Activation? _activation;

    /// <summary>A reference as the engine asks for it.</summary>
    protected GrainProxy(GrainProxyContext context)
        : base(new GrainId(context.Kind.GrainType, IdSpan.Create(context.Key)))
    {
        _binding = context.Binding;
        _kind = context.Kind;
        _key = context.Key;
    }

    internal GrainRuntime Runtime => _binding.Runtime;

    /// <summary>Makes the call.</summary>
    protected Task Invoke(TaskRequest request) =>
        !Send(request) ? request.Method.IsOneWay ? Task.CompletedTask : request.Promise()
        : request.Failure is null ? Task.CompletedTask
        : Failed<Nothing>(request.Failure);

    /// <summary>Makes the call.</summary>
    protected Task<T> Invoke<T>(TaskRequest<T> request) =>
        !Send(request) ? request.Promise()
        : request.Failure is null ? Task.FromResult(request.Result)
        : Failed<T>(request.Failure);

    /// <summary>Makes the call.</summary>
    protected ValueTask Invoke(ValueTaskRequest request) =>
        !Send(request) ? request.Method.IsOneWay ? default : new ValueTask(request, 0)
        : request.Failure is null ? default
        : new ValueTask(Failed<Nothing>(request.Failure));

    /// <summary>Makes the call.</summary>
    protected ValueTask<T> Invoke<T>(ValueTaskRequest<T> request) =>
        !Send(request) ? new ValueTask<T>(request, 0)
        : request.Failure is null ? new ValueTask<T>(request.Result)
        : new ValueTask<T>(Failed<T>(request.Failure));

    /// <summary>Prepares an enumeration; the call is made when it is enumerated.</summary>
    protected IAsyncEnumerable<T> Invoke<T>(EnumerableRequest<T> request)
    {
        request.Proxy = this;
        return request;
    }

    internal Task<EnumerationSession<T>> Open<T>(EnumerableStart<T> start) => Invoke(start);

    internal override object Cast(Type interfaceType) => Runtime.MakeReference(_kind, _key, interfaceType);

    private static Task<T> Failed<T>(Exception error) => error is OperationCanceledException cancelled && cancelled.CancellationToken.IsCancellationRequested
        ? Task.FromCanceled<T>(cancelled.CancellationToken)
        : Task.FromException<T>(error);

    /// <summary>Sends the request. True when it is already done, on this thread.</summary>
    private bool Send(GrainRequest request)
    {
        Runtime.ThrowIfClosed();
        var method = _binding.Methods[request.Ordinal];
        request.Bind(method);
        if (request.CallerToken.IsCancellationRequested)
        {
            request.Error = new OperationCanceledException(request.CallerToken);
            request.AnswerInline(request.Issued);
            return true;
        }

        if (method.Inline.Allows && _activation is { } known && !method.IsOneWay)
        {
            var thread = TurnThread.Get();
            if (thread.MayInline() && known.TryRunInline(request, thread))
            {
                return request.IsAnswered;
            }
        }

        request.IsQueued = true;
        request.Watch();
        if (_activation?.Deliver(request) != true)
        {
            _activation = _kind.Deliver(_key, request);
        }

        return false;
    }
}
