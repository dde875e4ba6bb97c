using Microsoft.AspNetCore.Http;

namespace AgentGrid.Testing.Llm;

/// <summary>One prepared answer of a <see cref="FakeProviderServer"/>.</summary>
public delegate Task FakeReply(HttpContext context);
