using System.Collections.Concurrent;
using CallSummary.Contracts;
using CallSummary.Summarization.Checking;
using CallSummary.Summarization.Summaries;

namespace CallSummary.Summarization.Live;

/// <summary>
/// What was worked out of a call while it ran: its lines' readings, and the notes on parts that the model has finished with. All of it can be
/// worked out again from the database, so losing it costs time alone.
/// </summary>
internal sealed class CallMemory(Guid callId)
{
    private readonly ConcurrentDictionary<string, LineReading> _lines = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Task<WindowNote?>> _notes = new(StringComparer.Ordinal);

    public Guid CallId { get; } = callId;

    public LineReading Read(string text) => _lines.GetOrAdd(text, static line => new LineReading(line));

    /// <summary>The note on a part of the call, made once; one that failed is made again when it is next asked for.</summary>
    public async Task<WindowNote?> NoteAsync(string part, Func<Task<WindowNote?>> make)
    {
        var note = _notes.GetOrAdd(part, static (_, make) => make(), make);
        try
        {
            return await note;
        }
        catch
        {
            _notes.TryRemove(KeyValuePair.Create(part, note));
            throw;
        }
    }

    /// <summary>Name of the warm context in which a leg's subscriber is written for.</summary>
    public static string ContextKey(Guid callId, Leg leg) => $"{callId:N}/{leg}";
}
