using AgentGrid.Core.Sessions.Titles;

namespace AgentGrid.Core.Tests.Sessions;

public sealed class SessionTitlerTests
{
    [Theory]
    [InlineData("Tea times", "Tea times")]
    [InlineData("  **\"Tea times.\"**\nBecause you asked", "Tea times")]
    [InlineData("# Tea", "Tea")]
    [InlineData("", null)]
    [InlineData("\"\"", null)]
    [InlineData("I cannot give a title for this conversation because it is about a subject that is far too wide for it.", null)]
    public void Clean_WhatModelsWrite_IsATitleOrNothing(string text, string? title) => SessionTitler.Clean(text).ShouldBe(title);
}
