using System.Reflection;
using AgentGrid.Core.Identifiers;
using AgentGrid.Server.Auth;

namespace AgentGrid.Server.Idempotency;

/// <summary>
/// Ids for what a request makes. With an <c>Idempotency-Key</c> they follow from it, so that the request, executed again after a
/// crash, names the same things.
/// </summary>
internal sealed class RequestIds(IIdGenerator ids, string userId, string route, string? key) : IBindableFromHttpContext<RequestIds>
{
    private const string Nobody = "anonymous";

    /// <summary>The request's idempotency key, or null.</summary>
    public string? Key => key;

    /// <summary>What keys are unique within: user (or, where nobody is signed in, whom the request is about), method and path.</summary>
    public string Scope => $"{userId} {route}";

    /// <summary>An id of a kind; <paramref name="part"/> tells several of one kind apart.</summary>
    public string NewId(string prefix, string part = "") =>
        key is null ? ids.NewId(prefix) : DerivedId.Of(prefix, userId, route + part, key);

    public static ValueTask<RequestIds?> BindAsync(HttpContext context, ParameterInfo parameter) => ValueTask.FromResult<RequestIds?>(Of(context));

    public static RequestIds Of(HttpContext context)
    {
        var request = context.Request;
        var ids = context.RequestServices.GetRequiredService<IIdGenerator>();
        var read = IdempotencyHeader.Read(request);
        return new RequestIds(
            ids, CurrentCaller.Of(context)?.UserId ?? AnonymousScope.Of(context) ?? Nobody, $"{request.Method} {request.Path}", read.Succeeded ? read.Value : null);
    }
}
