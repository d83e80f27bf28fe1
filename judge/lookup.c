/* SPDX-License-Identifier: MIT */
#include "judge/lookup.h"

#include "base/ascii.h"

const struct rt_status_row *
rt_status_row(struct rt_status s)
{
	const struct rt_status_row *found = NULL;

	for (uint32_t i = 0; i < rt_statuses_count; i++) {
		const struct rt_status_row *r = &rt_statuses[i];
		if (r->subject != s.subject || r->detail != s.detail)
			continue;
		if (!found || r->standing < found->standing)
			found = r;
	}
	return found;
}

const struct rt_reply_row *
rt_reply_row(uint16_t code)
{
	for (uint32_t i = 0; i < rt_replies_count; i++)
		if (rt_replies[i].code == code)
			return &rt_replies[i];
	return NULL;
}

const struct rt_subject_row *
rt_subject_row(uint16_t subject)
{
	for (uint32_t i = 0; i < rt_subjects_count; i++)
		if (rt_subjects[i].subject == subject)
			return &rt_subjects[i];
	return NULL;
}

const struct rt_digit_row *
rt_digit_row(enum rt_digit_place place, unsigned digit)
{
	for (uint32_t i = 0; i < rt_digits_count; i++)
		if (rt_digits[i].place == place && rt_digits[i].digit == digit)
			return &rt_digits[i];
	return NULL;
}

uint8_t
rt_status_condition(const struct rt_status_row *row, uint8_t class)
{
	return row->condition[class == 2 ? 0 : class == 4 ? 1 : 2];
}

/* The order of rt_hosts: by the bytes from the end. */
static int
compare_from_end(rt_str a, rt_str b)
{
	for (size_t i = 1; i <= a.n && i <= b.n; i++) {
		int d = (uint8_t)rt_lower(a.p[a.n - i]) - (uint8_t)b.p[b.n - i];
		if (d)
			return d;
	}
	return (a.n > b.n) - (a.n < b.n);
}

static uint16_t
vendor_of_suffix(rt_str suffix)
{
	uint32_t low = 0, high = rt_hosts_count;

	while (low < high) {
		uint32_t mid = (low + high) / 2;
		int d = compare_from_end(suffix, rt_text(rt_hosts[mid].suffix));
		if (d == 0)
			return rt_hosts[mid].vendor;
		if (d < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return RT_NO_VENDOR;
}

uint16_t
rt_vendor_of_host(rt_str host)
{
	host = rt_str_head(rt_str_trim(host), 255);
	while (host.n && host.p[host.n - 1] == '.')
		host.n--;
	for (struct rt_cut cut = { .tail = host, .ok = true }; cut.ok;) {
		uint16_t vendor = vendor_of_suffix(cut.tail);
		if (vendor != RT_NO_VENDOR)
			return vendor;
		cut = rt_str_cut(cut.tail, '.');
	}
	return RT_NO_VENDOR;
}

uint16_t
rt_vendor_named(rt_str id)
{
	for (uint32_t i = 0; i < rt_vendors_count; i++)
		if (rt_str_ieq(id, rt_text(rt_vendors[i].id)))
			return (uint16_t)i;
	return RT_NO_VENDOR;
}
