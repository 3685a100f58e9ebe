using System.Text;

namespace CallSummary.Sip.Messages;

/// <summary>The <c>;name=value</c> parameters of a URI or header, in order. Names compare without case. A flag has the value "".</summary>
public sealed class SipParameters
{
    private readonly List<KeyValuePair<string, string>> _items = [];

    public int Count => _items.Count;

    /// <summary>The parameter's value ("" for a flag), or null when absent. Setting null removes it.</summary>
    public string? this[string name]
    {
        get
        {
            foreach (var (key, value) in _items)
            {
                if (string.Equals(key, name, StringComparison.OrdinalIgnoreCase)) return value;
            }
            return null;
        }
        set
        {
            var index = _items.FindIndex(item => string.Equals(item.Key, name, StringComparison.OrdinalIgnoreCase));
            if (value is null)
            {
                if (index >= 0) _items.RemoveAt(index);
                return;
            }
            var entry = KeyValuePair.Create(name, value);
            if (index >= 0) _items[index] = entry;
            else _items.Add(entry);
        }
    }

    public bool Contains(string name) => this[name] is not null;

    internal SipParameters Clone()
    {
        var copy = new SipParameters();
        copy._items.AddRange(_items);
        return copy;
    }

    /// <summary>Reads <c>;a=b;c</c>. False when a name is no token or a quote stays open. Empty elements (<c>;;</c>) are skipped.</summary>
    internal static bool TryParse(ReadOnlySpan<char> text, out SipParameters parameters)
    {
        parameters = new SipParameters();
        while (true)
        {
            text = text.TrimStart();
            if (text.Length == 0) return true;
            if (text[0] != ';') return false;
            text = text[1..].TrimStart();
            var nameEnd = text.IndexOfAny(';', '=');
            var name = (nameEnd < 0 ? text : text[..nameEnd]).TrimEnd();
            if (name.Length == 0 && (nameEnd < 0 || text[nameEnd] == ';'))
            {
                text = nameEnd < 0 ? [] : text[nameEnd..];
                continue;
            }
            if (name.Length == 0 || name.ContainsAny(' ', '\t', '"')) return false;
            if (nameEnd < 0 || text[nameEnd] == ';')
            {
                parameters._items.Add(KeyValuePair.Create(name.ToString(), ""));
                text = nameEnd < 0 ? [] : text[nameEnd..];
                continue;
            }
            text = text[(nameEnd + 1)..].TrimStart();
            int end;
            if (text.Length > 0 && text[0] == '"')
            {
                end = SipText.QuotedEnd(text);
                if (end < 0) return false;
            }
            else
            {
                end = text.IndexOf(';');
                if (end < 0) end = text.Length;
            }
            parameters._items.Add(KeyValuePair.Create(name.ToString(), text[..end].TrimEnd().ToString()));
            text = text[end..];
        }
    }

    internal void AppendTo(StringBuilder builder)
    {
        foreach (var (name, value) in _items)
        {
            builder.Append(';').Append(name);
            if (value.Length > 0) builder.Append('=').Append(value);
        }
    }
}
