using System.Globalization;
using System.Xml;
using AgentGrid.Core.Rag.Extraction.Tabular;

namespace AgentGrid.Core.Rag.Extraction.Office;

/// <summary>The table of a Word part that is being read, by the elements that make it.</summary>
internal sealed class DocxTable(NameBudget names)
{
    private readonly TableRows _rows = new(names);
    private int? _page;

    /// <summary>Whether text belongs to a cell.</summary>
    public bool IsOpen => _rows.Depth > 0;

    /// <summary>Whether what comes is said of a row.</summary>
    public bool InRowProperties { get; private set; }

    public void MarkDeleted() => _rows.MarkDeleted();

    /// <summary>Adds a paragraph to the cell.</summary>
    public void Append(string text) => _rows.Append(text);

    /// <summary>Text begins on a page; the row stands on its first.</summary>
    public void Reach(int? page) => _page ??= page;

    public void Enter(XmlReader reader)
    {
        switch (reader.LocalName)
        {
            case "tbl":
                _rows.Enter();
                break;
            case "tr" when _rows.Depth == 1:
                _rows.BeginRow();
                _page = null;
                break;
            case "trPr" when _rows.Depth == 1:
                InRowProperties = !reader.IsEmptyElement;
                break;
            case "tc" when _rows.Depth == 1:
                _rows.BeginCell();
                if (reader.IsEmptyElement)
                {
                    _rows.EndCell();
                }

                break;
            case "gridSpan" or "gridBefore" or "vMerge" or "tblHeader" when _rows.Depth == 1:
                Place(reader.LocalName, OfficeXml.Attribute(reader, "val"));
                break;
        }
    }

    /// <summary>The rows that are ready.</summary>
    public IEnumerable<Block> Leave(string name)
    {
        switch (name)
        {
            case "trPr":
                InRowProperties = false;
                break;
            case "tr" when _rows.Depth == 1:
                return Blocks(_rows.EndRow(_page));
            case "tc" when _rows.Depth == 1:
                _rows.EndCell();
                break;
            case "tbl":
                return Blocks(_rows.Leave());
        }

        return [];
    }

    private static IEnumerable<Block> Blocks(IEnumerable<(string Text, int? Page)> rows) => rows.Select(row => Block.Row(row.Text, row.Page));

    /// <summary>Where a row or cell lies in its table.</summary>
    private void Place(string property, string? value)
    {
        if (property == "vMerge")
        {
            if (value != "restart")
            {
                _rows.CellContinues();
            }
        }
        else if (property == "tblHeader")
        {
            if (value is not ("0" or "false" or "off"))
            {
                _rows.MarkHeader();
            }
        }
        else if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var columns))
        {
            if (property == "gridSpan")
            {
                _rows.CellIsWide(columns);
            }
            else
            {
                _rows.SkipColumns(columns);
            }
        }
    }
}
