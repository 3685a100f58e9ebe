using System.Security.Cryptography;

namespace CallSummary.Storage.Recordings.Encryption;

/// <summary>Reads an encrypted file of a recording, from any place, also while it grows.</summary>
internal sealed class EncryptedRecordingReader(FileStream file, RecordingKeys keys, RecordingFileName name) : Stream
{
    private readonly RecordingChunks _order = new(file);
    private readonly List<AesGcm> _segmentKeys = [];
    private byte[] _sealed = [];
    private byte[] _text = [];
    private RecordingChunk? _current;
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length
    {
        get
        {
            _order.Extend();
            return _order.End;
        }
    }

    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = value;
        }
    }

    /// <summary>How the file can go on: bytes of it that are whole, and its segments.</summary>
    /// <exception cref="InvalidDataException">The recording was changed or damaged, or its key is not at hand.</exception>
    public (long FileEnd, int Segments) FindEnd()
    {
        _order.Extend();
        if (_order.Segments.Count > 0)
        {
            KeyOf(_order.Segments.Count - 1);
        }

        var isWhole = _order.Chunks.Count == 0 || Open(_order.Chunks[^1]) is not null;
        return (isWhole ? _order.FileEnd : _order.Chunks[^1].FileOffset, _order.Segments.Count);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <exception cref="InvalidDataException">The recording was changed or damaged, or its key is not at hand.</exception>
    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty || Open(_position) is not { } chunk)
        {
            return 0;
        }

        var text = _text.AsSpan((int)(_position - chunk.Start), (int)Math.Min(chunk.End - _position, buffer.Length));
        text.CopyTo(buffer);
        _position += text.Length;
        return text.Length;
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => Length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException("Open the recording for writing.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Open the recording for writing.");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            file.Dispose();
            _segmentKeys.ForEach(key => key.Dispose());
            CryptographicOperations.ZeroMemory(_text);
        }

        base.Dispose(disposing);
    }

    /// <summary>The chunk that holds this byte, its text in <see cref="_text"/>; null past the end.</summary>
    private RecordingChunk? Open(long position)
    {
        if (_current is { } current && position >= current.Start && position < current.End)
        {
            return current;
        }

        if (position >= _order.End)
        {
            _order.Extend(position);
        }

        return position < _order.End ? Open(_order.Chunks[Find(position)]) : null;
    }

    private RecordingChunk? Open(RecordingChunk chunk)
    {
        _current = null;
        if (_text.Length < chunk.Length)
        {
            _text = new byte[chunk.Length];
            _sealed = new byte[chunk.Length + EncryptedRecordingFormat.TagLength];
        }

        var sealedText = _sealed.AsSpan(0, chunk.Length + EncryptedRecordingFormat.TagLength);
        file.Position = chunk.FileOffset + EncryptedRecordingFormat.LengthLength;
        file.ReadExactly(sealedText);
        var key = KeyOf(chunk.Segment);
        try
        {
            EncryptedRecordingFormat.ReadChunk(sealedText, _text.AsSpan(0, chunk.Length), key, chunk.Number);
        }
        catch (AuthenticationTagMismatchException) when (chunk.FileEnd == file.Length)
        {
            // The last one: a power failure can leave its place without its bytes.
            return null;
        }
        catch (AuthenticationTagMismatchException exception)
        {
            throw Changed($"what stands at byte {chunk.FileOffset}", exception);
        }

        _current = chunk;
        return chunk;
    }

    private AesGcm KeyOf(int segment)
    {
        while (_segmentKeys.Count <= segment)
        {
            var header = _order.Segments[_segmentKeys.Count];
            var key = keys.Find(EncryptedRecordingFormat.KeyId(header));
            try
            {
                _segmentKeys.Add(EncryptedRecordingFormat.OpenSegment(header, key, name, _segmentKeys.Count));
            }
            catch (AuthenticationTagMismatchException exception)
            {
                throw Changed($"the key of segment {_segmentKeys.Count}", exception);
            }
        }

        return _segmentKeys[segment];
    }

    private InvalidDataException Changed(string what, Exception exception) =>
        new($"The encrypted recording was changed or damaged: {what} of {name.Name} of call {name.CallId} is not what was written there.", exception);

    private int Find(long position)
    {
        var (low, high) = (0, _order.Chunks.Count - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _order.Chunks[middle].End <= position ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
