using System.Net;

namespace AgentGrid.Client;

/// <summary>The server refused a request.</summary>
public sealed class AgentGridException : Exception
{
    /// <summary>Of a problem document.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="code">The problem's stable code.</param>
    /// <param name="detail">What was wrong and how to mend it.</param>
    public AgentGridException(HttpStatusCode status, string code, string detail)
        : base(detail)
    {
        Status = status;
        Code = code;
    }

    /// <summary>The HTTP status.</summary>
    public HttpStatusCode Status { get; }

    /// <summary>The problem's stable code, one of <see cref="FailureCodes"/>.</summary>
    public string Code { get; }

    /// <summary>How long to wait before asking again, where the server says so.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The session, where a turn had begun and failed.</summary>
    public string? SessionId { get; init; }

    /// <summary>The turn, where one had begun and failed: its text so far is kept, and an interrupted one can be continued.</summary>
    public string? TurnId { get; init; }
}
