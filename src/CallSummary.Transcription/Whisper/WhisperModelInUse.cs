namespace CallSummary.Transcription.Whisper;

/// <summary>The model that new utterances get. It can be replaced while others are in work: they end with the model they began with, which is freed after the last.</summary>
internal sealed class WhisperModelInUse(WhisperModel first) : IDisposable
{
    private readonly Lock _lock = new();
    private Entry _current = new(first);

    /// <summary>Another model is the current one.</summary>
    public event Action<WhisperModel>? Replaced;

    public WhisperModel Current
    {
        get
        {
            lock (_lock)
            {
                return _current.Model;
            }
        }
    }

    /// <summary>Takes the current model for one utterance; dispose to give it back.</summary>
    public Lease Rent()
    {
        lock (_lock)
        {
            _current.Users++;
            return new Lease(this, _current);
        }
    }

    public void Replace(WhisperModel next)
    {
        Entry retired;
        lock (_lock)
        {
            retired = _current;
            _current = new Entry(next);
        }

        Release(retired);
        Replaced?.Invoke(next);
    }

    public void Dispose() => Release(_current);

    // Each entry is held by one user more than utterances: by being the current one.
    private void Release(Entry entry)
    {
        lock (_lock)
        {
            if (--entry.Users > 0)
            {
                return;
            }
        }

        entry.Model.Dispose();
    }

    internal sealed class Entry(WhisperModel model)
    {
        public WhisperModel Model { get; } = model;

        public int Users { get; set; } = 1;
    }

    internal readonly struct Lease(WhisperModelInUse owner, Entry entry) : IDisposable
    {
        public WhisperModel Model => entry.Model;

        public void Dispose() => owner.Release(entry);
    }
}
