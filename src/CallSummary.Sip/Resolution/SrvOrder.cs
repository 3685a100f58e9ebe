using System.Security.Cryptography;

namespace CallSummary.Sip.Resolution;

/// <summary>Priority, then a draw by weight (RFC 2782).</summary>
internal static class SrvOrder
{
    public static IEnumerable<SipSrvRecord> Of(IEnumerable<SipSrvRecord> records)
    {
        foreach (var level in records.Where(static record => record.Target is not ("." or "") && record.Port is > 0 and <= 65535).GroupBy(static record => record.Priority).OrderBy(static group => group.Key))
        {
            // Those of weight 0 first, so that they have a small chance at all.
            var left = level.OrderBy(static record => record.Weight).ToList();
            while (left.Count > 0)
            {
                var total = left.Sum(static record => record.Weight);
                var draw = RandomNumberGenerator.GetInt32(total + 1);
                var index = 0;
                for (var sum = left[0].Weight; sum < draw; sum += left[index].Weight) index++;
                yield return left[index];
                left.RemoveAt(index);
            }
        }
    }
}
