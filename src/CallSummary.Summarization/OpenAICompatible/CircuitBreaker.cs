namespace CallSummary.Summarization.OpenAICompatible;

/// <summary>
/// Stops asking a server that fails: after some failures in a row it is left alone for a while, then one question tries it. Calls need their
/// summaries at hang-up; waiting out a dead server's time limit for each would make all of them late.
/// </summary>
internal sealed class CircuitBreaker(int failures, TimeSpan pause, TimeProvider time)
{
    private readonly Lock _gate = new();
    private int _inRow;
    private DateTimeOffset _closedUntil;
    private bool _trying;

    /// <summary>True when the server may be asked now; then <see cref="Report"/> must follow.</summary>
    public bool TryEnter()
    {
        lock (_gate)
        {
            if (_inRow < failures)
            {
                return true;
            }

            if (_trying || time.GetUtcNow() < _closedUntil)
            {
                return false;
            }

            _trying = true;
            return true;
        }
    }

    public void Report(bool worked)
    {
        lock (_gate)
        {
            _trying = false;
            _inRow = worked ? 0 : Math.Min(_inRow + 1, failures);
            if (_inRow >= failures)
            {
                _closedUntil = time.GetUtcNow() + pause;
            }
        }
    }
}
