namespace CallSummary.Summarization.OpenAICompatible;

/// <summary>Ends an answer that is longer than any summary: a server that never stops sending must not fill the memory.</summary>
internal sealed class CappedAnswers(long mostBytes) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        var capped = new StreamContent(new CappedStream(await response.Content.ReadAsStreamAsync(cancellationToken), mostBytes));
        foreach (var (name, values) in response.Content.Headers)
        {
            capped.Headers.TryAddWithoutValidation(name, values);
        }

        response.Content = capped;
        return response;
    }

    private sealed class CappedStream(Stream inner, long mostBytes) : Stream
    {
        private long _read;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Counted(await inner.ReadAsync(buffer, cancellationToken));

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => Counted(inner.Read(buffer, offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
            }

            base.Dispose(disposing);
        }

        private int Counted(int read) => (_read += read) <= mostBytes
            ? read
            : throw new HttpRequestException(HttpRequestError.ConfigurationLimitExceeded, $"The answer is longer than {mostBytes} bytes.");
    }
}
