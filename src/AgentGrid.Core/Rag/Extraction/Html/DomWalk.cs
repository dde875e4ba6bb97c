using AngleSharp.Dom;

namespace AgentGrid.Core.Rag.Extraction.Html;

/// <summary>
/// Walks a tree without recursion, so that its depth does not matter, and by the numbers of its children: a node finds the one beside it by
/// looking through all of its parent's.
/// </summary>
internal static class DomWalk
{
    /// <summary>Each node when it is entered and, for elements, when it is left. Subtrees for which <paramref name="skip"/> holds are passed over.</summary>
    public static IEnumerable<(INode Node, bool Entering)> Of(INode root, Func<IElement, bool> skip)
    {
        var open = new Stack<(INode Node, int Next)>();
        yield return (root, true);
        open.Push((root, 0));
        while (open.TryPop(out var top))
        {
            if (top.Next < top.Node.ChildNodes.Length)
            {
                open.Push((top.Node, top.Next + 1));
                var child = top.Node.ChildNodes[top.Next];
                if (child is not IElement element)
                {
                    yield return (child, true);
                }
                else if (!skip(element))
                {
                    yield return (child, true);
                    open.Push((child, 0));
                }
            }
            else if (top.Node is IElement)
            {
                yield return (top.Node, false);
            }
        }
    }
}
