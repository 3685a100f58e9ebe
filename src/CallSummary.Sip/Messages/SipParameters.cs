using System.Text;

namespace CallSummary.Sip.Messages;

/// <summary>The <c>;name=value</c> parameters of a URI or header, in order. Names compare without case. A flag has the value "".</summary>
public sealed class SipParameters
{
    private List<KeyValuePair<string, string>>? _items;

    public int Count => _items?.Count ?? 0;

    /// <summary>The parameter's value ("" for a flag), or null when absent. Setting null removes it.</summary>
    public string? this[string name]
    {
        get
        {
            if (_items is null) return null;
            foreach (var (key, value) in _items)
            {
                if (string.Equals(key, name, StringComparison.OrdinalIgnoreCase)) return value;
            }
            return null;
        }
        set
        {
            var items = _items ??= [];
            var index = items.FindIndex(item => string.Equals(item.Key, name, StringComparison.OrdinalIgnoreCase));
            if (value is null)
            {
                if (index >= 0) items.RemoveAt(index);
                return;
            }
            var entry = KeyValuePair.Create(name, value);
            if (index >= 0) items[index] = entry;
            else items.Add(entry);
        }
    }

    public bool Contains(string name) => this[name] is not null;

    internal SipParameters Clone()
    {
        var copy = new SipParameters();
        if (_items is not null) copy._items = [.. _items];
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
                parameters.Append(name, "");
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
            parameters.Append(name, text[..end].TrimEnd().ToString());
            text = text[end..];
        }
    }

    internal void AppendTo(StringBuilder builder)
    {
        if (_items is null) return;
        foreach (var (name, value) in _items)
        {
            builder.Append(';').Append(name);
            if (value.Length > 0) builder.Append('=').Append(value);
        }
    }

    private void Append(ReadOnlySpan<char> name, string value)
    {
        var shared = name switch
        {
            "branch" => "branch",
            "tag" => "tag",
            "rport" => "rport",
            "received" => "received",
            "transport" => "transport",
            "user" => "user",
            "lr" => "lr",
            "expires" => "expires",
            _ => null,
        };
        (_items ??= new List<KeyValuePair<string, string>>(2)).Add(KeyValuePair.Create(shared ?? name.ToString(), value));
    }
}
