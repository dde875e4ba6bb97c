using AngleSharp.Dom;

namespace AgentGrid.Core.Rag.Extraction.Html;

/// <summary>Walks a tree without recursion, so that its depth does not matter.</summary>
internal static class DomWalk
{
    /// <summary>Each node when it is entered and, for elements, when it is left. Subtrees for which <paramref name="skip"/> holds are passed over.</summary>
    public static IEnumerable<(INode Node, bool Entering)> Of(INode root, Func<IElement, bool> skip)
    {
        INode? node = root;
        while (node is not null)
        {
            var skipped = node is IElement element && !ReferenceEquals(node, root) && skip(element);
            if (!skipped)
            {
                yield return (node, true);
            }

            if (!skipped && node.FirstChild is { } child)
            {
                node = child;
                continue;
            }

            if (!skipped && node is IElement)
            {
                yield return (node, false);
            }

            while (!ReferenceEquals(node, root) && node!.NextSibling is null)
            {
                node = node.Parent;
                if (node is IElement left)
                {
                    yield return (left, false);
                }
            }

            node = ReferenceEquals(node, root) ? null : node!.NextSibling;
        }
    }
}
