namespace AgentGrid.Server.OpenApi;

/// <summary>
/// Says that an endpoint's 200 may come in this form. ASP.NET keeps one form for a status, so that a route that answers with JSON
/// or, on demand, with something else would lose the JSON.
/// </summary>
/// <param name="ContentType">The media type.</param>
/// <param name="Description">What it holds.</param>
/// <param name="IsBinary">Whether it is bytes, as against text.</param>
internal sealed record AlsoAnswers(string ContentType, string Description, bool IsBinary = false);
