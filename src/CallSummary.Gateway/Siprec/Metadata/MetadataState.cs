namespace CallSummary.Gateway.Siprec.Metadata;

/// <summary>What a recorder has told about one recording session so far. A complete document replaces it, a partial one amends it.</summary>
internal sealed class MetadataState
{
    /// <summary>People and streams one session may name; more is no telephone call.</summary>
    internal const int MaxEntries = 64;

    private readonly List<MetadataParticipant> _participants = [];
    private readonly Dictionary<string, string> _labels = new(StringComparer.Ordinal);

    public string? GroupId { get; private set; }

    /// <summary>False when only changes were told, of something that never was.</summary>
    public bool IsWhole { get; private set; } = true;

    /// <summary>Those in the conversation now, in the order in which they were told.</summary>
    public IReadOnlyList<MetadataParticipant> Present => [.. _participants.Where(p => p.HasLeft != true)];

    public void Apply(MetadataDocument document)
    {
        if (!document.IsPartial)
        {
            _participants.Clear();
            _labels.Clear();
            IsWhole = true;
        }
        else if (_participants.Count == 0)
        {
            IsWhole = false;
        }

        GroupId = document.GroupId ?? GroupId;
        foreach (var stream in document.Streams.Take(MaxEntries))
        {
            if (_labels.Count < MaxEntries)
            {
                _labels[stream.Id] = stream.Label;
            }
        }

        foreach (var participant in document.Participants.Take(MaxEntries))
        {
            Merge(participant);
        }
    }

    /// <summary>Who speaks on the stream of a label; null when nobody is known to.</summary>
    public MetadataParticipant? SpeakerOf(string? label) => label is null
        ? null
        : _participants.FindLast(p => p.HasLeft != true && p.Sends is { } sends && sends.Any(s => LabelOf(s) == label));

    // A stream that is named by its label instead of its id is understood too.
    private string LabelOf(string stream) => _labels.GetValueOrDefault(stream, stream);

    private void Merge(MetadataParticipant news)
    {
        var index = _participants.FindIndex(p => p.Id == news.Id);
        if (index < 0)
        {
            if (_participants.Count < MaxEntries)
            {
                _participants.Add(news);
            }

            return;
        }

        var known = _participants[index];
        _participants[index] = known with
        {
            Address = news.Address ?? known.Address,
            IsCaller = news.IsCaller ?? known.IsCaller,
            Sends = news.Sends ?? known.Sends,
            HasLeft = news.HasLeft ?? known.HasLeft,
        };
    }
}
