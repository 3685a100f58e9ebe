using System.Collections;

namespace CallSummary.Sip.Messages;

/// <summary>The headers of a message in wire order. Names compare without case; a name may occur more than once.</summary>
public sealed class SipHeaders : IReadOnlyList<SipHeader>
{
    private readonly List<SipHeader> _items = new(16);

    public int Count => _items.Count;

    public SipHeader this[int index] => _items[index];

    /// <summary>The first value of a header, or null.</summary>
    public string? this[string name]
    {
        get
        {
            foreach (var item in _items)
            {
                if (Same(item.Name, name)) return item.Value;
            }
            return null;
        }
    }

    /// <summary>Appends a header line.</summary>
    /// <exception cref="ArgumentException">The name or value holds a line break or the name is not a token: header injection.</exception>
    public SipHeaders Add(string name, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        if (!SipText.IsToken(name)) throw new ArgumentException($"'{name}' is not a SIP header name.", nameof(name));
        if (value.AsSpan().ContainsAny('\r', '\n', '\0')) throw new ArgumentException($"The value of {name} holds a line break.", nameof(value));
        _items.Add(new SipHeader(SipHeaderNames.Canonicalize(name), value));
        return this;
    }

    /// <summary>Replaces every line of this name by one.</summary>
    /// <exception cref="ArgumentException">As <see cref="Add"/>.</exception>
    public SipHeaders Set(string name, string value)
    {
        Remove(name);
        return Add(name, value);
    }

    /// <summary>Removes every line of this name.</summary>
    public void Remove(string name) => _items.RemoveAll(item => Same(item.Name, name));

    public bool Contains(string name) => this[name] is not null;

    /// <summary>How many lines carry this name.</summary>
    public int CountOf(string name)
    {
        var count = 0;
        foreach (var item in _items)
        {
            if (Same(item.Name, name)) count++;
        }
        return count;
    }

    /// <summary>The values of every line of this name, as written (a line may still hold a comma-separated list).</summary>
    public IEnumerable<string> Lines(string name)
    {
        foreach (var item in _items)
        {
            if (Same(item.Name, name)) yield return item.Value;
        }
    }

    /// <summary>The elements of a list header (Require, Supported, Route ...), commas outside quotes and angle brackets split.</summary>
    public IEnumerable<string> Elements(string name)
    {
        foreach (var line in Lines(name))
        {
            // Most lines hold one element: it is the line itself.
            if (!line.Contains(',', StringComparison.Ordinal))
            {
                if (line.AsSpan().Trim() is { Length: > 0 } only) yield return only.Length == line.Length ? line : only.ToString();
                continue;
            }
            var rest = line;
            while (rest.Length > 0)
            {
                var end = SipText.ElementEnd(rest);
                var element = rest.AsSpan(0, end).Trim().ToString();
                if (element.Length > 0) yield return element;
                rest = end < rest.Length ? rest[(end + 1)..] : "";
            }
        }
    }

    public IEnumerator<SipHeader> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>For the parser: the name is canonical and the value already checked.</summary>
    internal void AddParsed(string name, string value) => _items.Add(new SipHeader(name, value));

    internal void InsertFirst(string name, string value) => _items.Insert(0, new SipHeader(name, value));

    internal void ReplaceFirst(string name, string value)
    {
        for (var i = 0; i < _items.Count; i++)
        {
            if (!Same(_items[i].Name, name)) continue;
            _items[i] = new SipHeader(_items[i].Name, value);
            return;
        }
    }

    private static bool Same(string a, string b) =>
        ReferenceEquals(a, b) || string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
